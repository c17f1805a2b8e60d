/** The log of downloads that other systems counted. */
package dev.footfall.ingest.balances;
