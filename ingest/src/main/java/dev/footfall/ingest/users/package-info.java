/** Random ids in place of users' names, in a topic of all ingests, from which a name can be erased. */
package dev.footfall.ingest.users;
