// SPDX-License-Identifier: Apache-2.0
//! Times NREL's FASTSim cores: microseconds for one drive, on stdout as `key value` lines.

use std::time::Instant;

use fastsim2::traits::SerdeAPI as _;

const REPEATS: usize = 200;

/// Median time of one call in microseconds; what is prepared does not count.
fn median_us<T>(mut prepare: impl FnMut() -> T, mut run: impl FnMut(&mut T)) -> f64 {
    let mut times: Vec<f64> = (0..REPEATS)
        .map(|_| {
            let mut subject = prepare();
            let start = Instant::now();
            run(&mut subject);
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[REPEATS / 2]
}

/// One of our golden vehicles as FASTSim-2 reads it, engine fields filled with nothing.
fn fastsim2_vehicle(path: &str) -> anyhow::Result<fastsim2::vehicle::RustVehicle> {
    let golden: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let mut fields: serde_json::Value =
        serde_json::from_str(&fastsim2::vehicle::RustVehicle::mock_vehicle().to_json()?)?;
    for (key, value) in golden["inputs"].as_object().unwrap() {
        fields[key] = value.clone();
    }
    for key in ["mc_pwr_out_perc", "mc_eff_map"] {
        let values = golden["motor_map"][key].clone();
        let count = values.as_array().unwrap().len();
        fields[key] = serde_json::json!({ "v": 1, "dim": [count], "data": values });
    }
    for key in ["fs_max_kw", "fs_kwh", "fc_max_kw", "fc_base_kg"] {
        fields[key] = 0.0.into();
    }
    fastsim2::vehicle::RustVehicle::from_json(fields.to_string(), false)
}

/// A cycle of ours: times and speeds behind the comment lines.
fn cycle(path: &str) -> anyhow::Result<(Vec<f64>, Vec<f64>)> {
    let mut columns = (vec![], vec![]);
    for line in std::fs::read_to_string(path)?.lines() {
        let mut cells = line.split(',').map(str::trim);
        if let (Some(Ok(time)), Some(Ok(speed))) =
            (cells.next().map(str::parse), cells.next().map(str::parse))
        {
            columns.0.push(time);
            columns.1.push(speed);
        }
    }
    Ok(columns)
}

fn main() -> anyhow::Result<()> {
    let root = std::env::args().nth(1).expect("the project's folder");
    let golden = format!("{root}/tests/golden/fastsim");
    let (time_s, mps) = cycle(&format!("{golden}/cycles/fastsim_udds.csv"))?;
    let seconds = time_s.last().unwrap() - time_s[0];
    println!("seconds {seconds}");

    let zeros = vec![0.0; time_s.len()];
    let two = fastsim2::cycle::RustCycle {
        time_s: time_s.clone().into(),
        mps: mps.clone().into(),
        grade: zeros.clone().into(),
        road_type: zeros.into(),
        name: "udds".to_string(),
        orphaned: false,
    };
    let vehicle = fastsim2_vehicle(&format!("{golden}/inputs/fs52_f150_lightning_sr.json"))?;
    let mut check = fastsim2::simdrive::RustSimDrive::new(two.clone(), vehicle.clone());
    check.sim_drive(None, None)?;
    println!("fastsim2_kwh {}", check.ess_kw_out_ach.sum() / 3600.0);
    let us = median_us(
        || fastsim2::simdrive::RustSimDrive::new(two.clone(), vehicle.clone()),
        |drive| drive.sim_drive(None, None).unwrap(),
    );
    println!("fastsim2_us {us}");

    use fastsim3::prelude::*;
    use fastsim3::traits::SerdeAPI as _;
    let zoe = Vehicle::from_resource("2022_Renault_Zoe_ZE50_R135.yaml", false)?;
    let udds = Cycle::from_resource("udds.csv", false)?;
    let us = median_us(
        || SimDrive::new(zoe.clone(), udds.clone(), Default::default()),
        |drive| drive.run().unwrap(),
    );
    println!("fastsim3_us {us}");
    Ok(())
}
