/** A partition's store: its parts, keys and values as bytes, and the write-behind cache in front of it. */
package dev.footfall.aggregator.counting.store;
