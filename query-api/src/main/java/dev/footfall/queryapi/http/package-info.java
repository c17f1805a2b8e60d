/** The public HTTP interface: routes parse, ask and render. */
@NullMarked
package dev.footfall.queryapi.http;

import org.jspecify.annotations.NullMarked;
