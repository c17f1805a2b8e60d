/**
 * Messages to an operator about days on which a repository has many more downloads than usual. Each is sent until it was taken,
 * and that it was is in a topic.
 */
@NullMarked
package dev.footfall.operations.spikes;

import org.jspecify.annotations.NullMarked;
