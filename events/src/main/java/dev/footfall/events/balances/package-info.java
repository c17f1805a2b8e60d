/** The balances of repositories, as they follow from the statements in the log. Knows the facts alone. */
package dev.footfall.events.balances;
