/** The whole house in one process. */
@NullMarked
package dev.footfall.standalone;

import org.jspecify.annotations.NullMarked;
