/**
 * Tables for analysts: the events of the log as rows, and the daily rows of a running API, in files that are partitioned by
 * type and month. An interrupted export resumes, and the same range gives the same bytes.
 */
@NullMarked
package dev.footfall.operations.exports;

import org.jspecify.annotations.NullMarked;
