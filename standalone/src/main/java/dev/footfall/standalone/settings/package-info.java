/** What can be configured, where a value comes from, and what a value may be. */
@NullMarked
package dev.footfall.standalone.settings;

import org.jspecify.annotations.NullMarked;
