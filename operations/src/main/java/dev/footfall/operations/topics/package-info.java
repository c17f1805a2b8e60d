/** The topics of a log: their creation, the demands on them, and the durability of the broker that has them. */
@NullMarked
package dev.footfall.operations.topics;

import org.jspecify.annotations.NullMarked;
