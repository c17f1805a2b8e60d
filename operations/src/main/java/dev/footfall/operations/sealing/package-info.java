/** The sealing of days, and the removal of the events that they were counted from. */
package dev.footfall.operations.sealing;
