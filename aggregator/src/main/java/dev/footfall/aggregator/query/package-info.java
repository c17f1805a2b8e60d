/** The ports by which the state is read, and their values; of the stores they know the forms of values alone. */
package dev.footfall.aggregator.query;
