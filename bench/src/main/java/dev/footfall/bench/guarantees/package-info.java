/** What the product promises, as objects that look at what was seen from outside: plain Java, no Kafka, no HTTP. */
@NullMarked
package dev.footfall.bench.guarantees;

import org.jspecify.annotations.NullMarked;
