/**
 * The classes of clients: ordered rules over agent, user and network; the first match wins. Plain values and
 * a matcher that is linear in the agent; knows nothing of files, counting or events.
 */
@NullMarked
package dev.footfall.rules.clients;

import org.jspecify.annotations.NullMarked;
