/** Each question that is asked of partitions, as a record, and the values of its answer. Knows {@code route}, which asks. */
@NullMarked
package dev.footfall.queryapi.question;

import org.jspecify.annotations.NullMarked;
