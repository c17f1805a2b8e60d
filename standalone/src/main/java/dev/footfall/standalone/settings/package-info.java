/** All settings, the sources of their values in order, and the rules for those. */
package dev.footfall.standalone.settings;
