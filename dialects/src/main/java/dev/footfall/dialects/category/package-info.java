/** Statistics of the repositories of a category, in the form of a model reference. */
package dev.footfall.dialects.category;
