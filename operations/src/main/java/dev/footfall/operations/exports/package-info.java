/** Tables for analysts: events and daily rows, in files by type and month; the same range gives the same bytes. */
package dev.footfall.operations.exports;
