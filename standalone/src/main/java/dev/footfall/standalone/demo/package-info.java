/** Thirty believable days of downloads, made up. Known to its command alone. */
@NullMarked
package dev.footfall.standalone.demo;

import org.jspecify.annotations.NullMarked;
