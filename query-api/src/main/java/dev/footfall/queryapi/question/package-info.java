/** Each question that is asked of partitions, as a record, and the values of its answer. Knows {@code route}, which asks. */
package dev.footfall.queryapi.question;
