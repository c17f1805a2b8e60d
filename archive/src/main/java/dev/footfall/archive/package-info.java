/** Events as columns: a Parquet file for each closed UTC day and part of the log, sorted by repository, visitor and time. */
package dev.footfall.archive;
