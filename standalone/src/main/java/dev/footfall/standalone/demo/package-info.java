/** Thirty believable days of downloads, made up. */
@NullMarked
package dev.footfall.standalone.demo;

import org.jspecify.annotations.NullMarked;
