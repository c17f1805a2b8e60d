/**
 * The endpoints of operators and their tools. Known to the registration of the bundles alone.
 */
@NullMarked
package dev.footfall.queryapi.http.operations;

import org.jspecify.annotations.NullMarked;
