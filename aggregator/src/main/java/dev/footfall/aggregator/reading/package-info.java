/** The stores of this node, counted or followed, as answers to queries. */
package dev.footfall.aggregator.reading;
