/** Sessions of one visitor on one day, and the sums that they make. Plain Java without a clock. */
package dev.footfall.aggregator.session;
