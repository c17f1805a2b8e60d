/** Tables for analysts: events and daily rows, in files by type and month; the same range gives the same bytes. */
@NullMarked
package dev.footfall.operations.exports;

import org.jspecify.annotations.NullMarked;
