/** Flame graphs: samples of stacks, folded by thread and frame, as pictures. */
@NullMarked
package dev.footfall.bench.flame;

import org.jspecify.annotations.NullMarked;
