/** The names of repositories that were renamed, as they follow from the set of renames. Knows the facts alone. */
package dev.footfall.events.renames;
