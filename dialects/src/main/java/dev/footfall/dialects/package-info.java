/** The APIs of other products, for their clients. Each knows what they share here; none knows another. */
package dev.footfall.dialects;
