/** A cluster whose processes are killed and paused at random, under load and under questions, each of which is checked. */
@NullMarked
package dev.footfall.standalone.chaos;

import org.jspecify.annotations.NullMarked;
