/** The product's measurements of itself: each figure beside a reference of the same run, and checked. */
@NullMarked
package dev.footfall.bench;

import org.jspecify.annotations.NullMarked;
