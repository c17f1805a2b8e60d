/** The classes of clients: ordered rules over agent, user, network and visitor-day; the first match wins. */
package dev.footfall.rules.clients;
