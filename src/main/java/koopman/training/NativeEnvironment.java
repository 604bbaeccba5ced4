// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.util.Map;

/**
 * Variables of the process by which trainings are faster, under Linux, and no number changes. They are read when a process begins,
 * so they belong to whatever starts one: the kernel does, {@code bin/koopman} and Spark's executors.
 */
public final class NativeEnvironment {

    /** Threads that wait spin briefly at most; freed tensors are used again, and new ones come in large pages. */
    public static final Map<String, String> VARIABLES = Map.of("OMP_WAIT_POLICY", "passive",
            "GOMP_SPINCOUNT", "1000", "MALLOC_ARENA_MAX", "1", "MALLOC_MMAP_THRESHOLD_", "33554432",
            "MALLOC_TRIM_THRESHOLD_", "536870912", "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

    private NativeEnvironment() {}
}
