/** All settings, the sources of their values in order, and the rules for those. */
@NullMarked
package dev.footfall.standalone.settings;

import org.jspecify.annotations.NullMarked;
