/**
 * Further counts of a repository's day beside its row's own: one class each. Known to the counting, and to the
 * endpoints that show them.
 */
@NullMarked
package dev.footfall.aggregator.projection;

import org.jspecify.annotations.NullMarked;
