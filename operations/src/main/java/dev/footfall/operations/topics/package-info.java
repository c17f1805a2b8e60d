/** The topics of a log: their creation, the demands on them, and the durability of the broker that has them. */
package dev.footfall.operations.topics;
