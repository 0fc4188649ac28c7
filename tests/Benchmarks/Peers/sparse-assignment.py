"""Sends households to the nearest members at least total distance by scipy's sparse assignment, through its public
interface. Reads a graph (Graph.cs writes it), builds the matrix outside the timing, and prints milliseconds, pairs,
total distance."""
import sys
import time

import numpy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

numbers = numpy.fromfile(sys.argv[1], dtype=numpy.int32)
proposers, acceptors, edges = (int(number) for number in numbers[:3])
seats, start, whom, distance, _ = numpy.split(
    numbers[3:], numpy.cumsum([acceptors, proposers + 1, edges, edges]))

# One column a seat, and for each household one of its own that is dear enough to be taken only when it must.
first = numpy.concatenate(([0], numpy.cumsum(seats)))
copies = seats[whom]
row = numpy.repeat(numpy.repeat(numpy.arange(proposers), numpy.diff(start)), copies)
seat = numpy.arange(copies.sum()) - numpy.repeat(numpy.cumsum(copies) - copies, copies)
column = numpy.repeat(first[whom], copies) + seat
# A distance of nothing would count as no edge at all.
weight = numpy.repeat(distance, copies).astype(float) + 1
dear = (float(distance.max(initial=0)) + 2) * (proposers + 1)
everybody = numpy.arange(proposers)
matrix = csr_matrix(
    (numpy.concatenate((weight, numpy.full(proposers, dear))),
     (numpy.concatenate((row, everybody)), numpy.concatenate((column, first[-1] + everybody)))),
    shape=(proposers, int(first[-1]) + proposers))

begin = time.perf_counter()
rows, columns = min_weight_full_bipartite_matching(matrix)
milliseconds = (time.perf_counter() - begin) * 1000

taken = columns < first[-1]
total = numpy.asarray(matrix[rows[taken], columns[taken]]).sum() - taken.sum()
print(f"{milliseconds:.3f} {int(taken.sum())} {int(total)}")
