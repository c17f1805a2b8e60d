/** The data statistics of New API, for its dashboards and clients. */
@NullMarked
package dev.footfall.queryapi.http.newapi;

import org.jspecify.annotations.NullMarked;
