/** Sessions of one visitor on one day, and the outcome of each event. Plain Java without a clock. */
package dev.footfall.aggregator.session;
