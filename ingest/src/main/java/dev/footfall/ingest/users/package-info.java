/** Random ids in place of users' names, in a topic of all ingests, from which a name can be erased. */
@NullMarked
package dev.footfall.ingest.users;

import org.jspecify.annotations.NullMarked;
