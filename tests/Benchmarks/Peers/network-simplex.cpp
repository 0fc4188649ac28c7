// Sends households to the nearest members at least total distance by LEMON's network simplex, through its public
// interface. Reads a graph (Graph.cs writes it), builds the library's own graph outside the timing, and prints
// milliseconds, pairs, total distance.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <utility>
#include <vector>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

static std::vector<int32_t> numbers(FILE* file, size_t count) {
  std::vector<int32_t> read(count);
  if (fread(read.data(), sizeof(int32_t), count, file) != count) throw "the graph is cut off";
  return read;
}

int main(int, char** arguments) {
  FILE* file = fopen(arguments[1], "rb");
  if (!file) return 1;
  const auto head = numbers(file, 3);
  const int proposers = head[0], acceptors = head[1], edges = head[2], spare = proposers + acceptors;
  const auto seats = numbers(file, acceptors), start = numbers(file, proposers + 1);
  const auto whom = numbers(file, edges), distance = numbers(file, edges);
  fclose(file);

  // Whoever finds no seat goes to the spare node, dear enough that this happens only when it must.
  int64_t dearest = 0;
  for (int32_t each : distance) dearest = std::max<int64_t>(dearest, each);
  const int64_t most = std::numeric_limits<int64_t>::max() / 4 / (spare + 2);
  const int64_t dear = std::min<int64_t>((dearest + 1) * (proposers + 1), most);

  std::vector<std::pair<int, int>> arcs;
  std::vector<int64_t> costs;
  for (int p = 0; p < proposers; p++) {
    for (int e = start[p]; e < start[p + 1]; e++) {
      arcs.emplace_back(p, proposers + whom[e]);
      costs.push_back(distance[e]);
    }
    arcs.emplace_back(p, spare);
    costs.push_back(dear);
  }
  lemon::StaticDigraph graph;
  graph.build(spare + 1, arcs.begin(), arcs.end());
  lemon::StaticDigraph::ArcMap<int64_t> cost(graph), upper(graph);
  for (size_t arc = 0; arc < arcs.size(); arc++) {
    cost[graph.arc(arc)] = costs[arc];
    upper[graph.arc(arc)] = 1;
  }
  lemon::StaticDigraph::NodeMap<int64_t> supply(graph);
  for (int p = 0; p < proposers; p++) supply[graph.node(p)] = 1;
  for (int a = 0; a < acceptors; a++) supply[graph.node(proposers + a)] = -seats[a];
  supply[graph.node(spare)] = -proposers;

  typedef lemon::NetworkSimplex<lemon::StaticDigraph, int64_t, int64_t> Simplex;
  Simplex simplex(graph);
  simplex.upperMap(upper).costMap(cost).supplyMap(supply).supplyType(Simplex::GEQ);
  const auto begin = std::chrono::steady_clock::now();
  const auto answer = simplex.run();
  const double milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  if (answer != Simplex::OPTIMAL) return 1;

  int64_t pairs = 0, total = 0;
  for (size_t arc = 0; arc < arcs.size(); arc++) {
    if (arcs[arc].second == spare || simplex.flow(graph.arc(arc)) == 0) continue;
    pairs++;
    total += costs[arc];
  }
  printf("%.3f %lld %lld\n", milliseconds, (long long)pairs, (long long)total);
}
