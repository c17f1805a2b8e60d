/** The whole house in one process. Knows every room; known to its commands and to bench. */
@NullMarked
package dev.footfall.standalone;

import org.jspecify.annotations.NullMarked;
