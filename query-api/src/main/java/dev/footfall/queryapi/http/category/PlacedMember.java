package dev.footfall.queryapi.http.category;

record PlacedMember(CategoryMember member, int workers) {}
