package summary

import "math/bits"

// logRatio is the log-likelihood ratio G² (Dunning 1993, "Accurate methods for
// the statistics of surprise and coincidence") of a two by two table: of n
// cases a have the one thing, b the other and both have both. It is 0 where
// the two are independent or meet less often than chance would have it, and in
// tenths, rounded, so that it has no digit that depends on the processor.
func logRatio(both, a, b, n int) float64 {
	if both*n <= a*b {
		return 0
	}
	cells := [4]int{both, a - both, b - both, n - a - b + both}
	sum := nlog(n) - nlog(a) - nlog(n-a) - nlog(b) - nlog(n-b)
	for _, k := range cells {
		sum += nlog(k)
	}
	const twoLn2 = 1.3862943611198906
	return float64(int64(float64(float64(sum)*twoLn2)*10/(1<<fraction)+0.5)) / 10
}

// fraction is the number of binary digits behind the point of what nlog and
// log2 return. With 28 of them nlog keeps within 64 bits up to n = 2³⁰.
const fraction = 28

// nlog is n·log₂(n), 0 for 0.
func nlog(n int) int64 {
	if n < 2 {
		return 0
	}
	return int64(n) * log2(uint64(n))
}

// log2 is the binary logarithm of n > 0, by repeated squaring of its mantissa.
// math.Log would do but for its last digit, which fused multiplication moves.
func log2(n uint64) int64 {
	whole := bits.Len64(n) - 1
	m := n << (63 - whole) // 1.63 fixed point
	result := int64(whole)
	for range fraction {
		result <<= 1
		hi, lo := bits.Mul64(m, m)
		if hi>>63 == 1 { // m² >= 2
			result |= 1
			m = hi
		} else {
			m = hi<<1 | lo>>63
		}
	}
	return result
}
