/** The envelopes of those who send events already: read as JSON, and mapped to requests and lines by programs of jq. */
package dev.footfall.logs.inbound;
