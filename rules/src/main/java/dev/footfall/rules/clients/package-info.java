/** The classes of clients: ordered rules over agent, user, network and visitor-day; the first match wins. */
@NullMarked
package dev.footfall.rules.clients;

import org.jspecify.annotations.NullMarked;
