/** How it is asked: HTTP over the aggregator's state. */
@NullMarked
package dev.footfall.queryapi;

import org.jspecify.annotations.NullMarked;
