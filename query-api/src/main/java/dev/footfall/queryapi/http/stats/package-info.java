/** The statistics of repositories, one class for each endpoint. */
package dev.footfall.queryapi.http.stats;
