/** Failures of tests that name their log and the command that repeats them. On the test class path of every module. */
@NullMarked
package dev.footfall.failures;

import org.jspecify.annotations.NullMarked;
