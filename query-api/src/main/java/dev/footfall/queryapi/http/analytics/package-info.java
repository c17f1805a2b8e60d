/** The analytics of Open WebUI's administrators' page: repositories are its models, files its messages. */
@NullMarked
package dev.footfall.queryapi.http.analytics;

import org.jspecify.annotations.NullMarked;
