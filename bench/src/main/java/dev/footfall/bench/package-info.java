/** The product's measurements of itself: each figure beside a reference of the same run, and checked. */
package dev.footfall.bench;
