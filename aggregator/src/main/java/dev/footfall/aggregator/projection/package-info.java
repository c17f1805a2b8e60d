/** Further counts of a repository's day beside its row's own: one class each. */
@NullMarked
package dev.footfall.aggregator.projection;

import org.jspecify.annotations.NullMarked;
