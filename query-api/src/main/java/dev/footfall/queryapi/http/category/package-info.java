/** Statistics of the repositories of a category, in the form of a model reference. */
@NullMarked
package dev.footfall.queryapi.http.category;

import org.jspecify.annotations.NullMarked;
