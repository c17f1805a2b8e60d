/** The search of the log for visitors that behave as robots do. */
package dev.footfall.operations.robots;
