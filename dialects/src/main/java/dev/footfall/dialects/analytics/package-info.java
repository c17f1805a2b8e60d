/** The analytics of Open WebUI's administrators' page: repositories are its models, files its messages. */
package dev.footfall.dialects.analytics;
